using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>
/// What a Teams client makes of a pressed button: the action with its data and the inputs that belong to it.
/// https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
/// </summary>
/// <param name="Action">The action of the card.</param>
/// <param name="Data">Its data with the inputs merged in by their ids.</param>
internal sealed record CardPress(JsonObject Action, JsonObject Data)
{
    /// <summary>Whether it is of the older kind, which arrives as a message.</summary>
    public bool IsSubmit => (string?)Action["type"] == "Action.Submit";

    /// <summary>Presses an action with the inputs that a client found.</summary>
    public static CardPress Of(JsonObject action, IReadOnlyDictionary<string, string> inputs)
    {
        var data = action["data"]?.DeepClone() as JsonObject ?? [];
        foreach (var (id, value) in inputs)
        {
            data[id] = value;
        }

        return new CardPress(action, data);
    }

    /// <summary>Presses a button as a person could.</summary>
    /// <exception cref="InvalidOperationException">No client would send this; the message says why.</exception>
    public static CardPress On(JsonObject card, string verbOrTitle, IReadOnlyDictionary<string, string> typed)
    {
        var action = CardActions.Find(card, verbOrTitle) ?? throw new InvalidOperationException($"The card has no button “{verbOrTitle}”. It has: {Buttons(card)}.");
        return (string?)action["type"] switch
        {
            "Action.Execute" when string.IsNullOrEmpty((string?)action["verb"]) => throw new InvalidOperationException($"“{verbOrTitle}” has no verb: its press never reaches a bot."),
            "Action.Execute" or "Action.Submit" when (bool?)action["isEnabled"] == false => throw new InvalidOperationException($"“{verbOrTitle}” is disabled."),
            "Action.Execute" or "Action.Submit" => Of(action, Filled(card, action, typed)),
            var other => throw new InvalidOperationException($"“{verbOrTitle}” is an {other}: nothing is sent."),
        };
    }

    private static Dictionary<string, string> Filled(JsonObject card, JsonObject action, IReadOnlyDictionary<string, string> typed)
    {
        var inputs = (string?)action["associatedInputs"] == "none" ? [] : CardActions.InputsOf(card, action);
        if (typed.Keys.Except(inputs.Select(Id)).ToList() is { Count: > 0 } unknown)
        {
            throw new InvalidOperationException($"No input {string.Join(", ", unknown)} goes with “{(string?)action["title"]}”.");
        }

        var filled = new Dictionary<string, string>();
        foreach (var input in inputs)
        {
            if ((typed.GetValueOrDefault(Id(input)) ?? Default(input)) is { Length: > 0 } value)
            {
                filled[Id(input)] = value;
            }
            else if ((bool?)input["isRequired"] == true)
            {
                throw new InvalidOperationException($"The client asks for {Id(input)} first: {(string?)input["errorMessage"]}");
            }
        }

        return filled;
    }

    private static string Id(JsonObject input) => (string?)input["id"] ?? "";

    private static string? Default(JsonObject input) =>
        input["value"]?.ToString() ?? ((string?)input["type"] == "Input.Toggle" ? (string?)input["valueOff"] ?? "false" : null);

    private static string Buttons(JsonObject card) =>
        string.Join(", ", CardActions.In(card).Select(action => $"{(string?)action["title"]} ({(string?)action["verb"] ?? (string?)action["type"]})"));
}
