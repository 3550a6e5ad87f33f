using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsAgent.Chat.Cards;

namespace TeamsAgent.Chat.Teams.Cards;

/// <summary>
/// Draws buttons. Every press is a universal action with a verb, and a plain submit with the same data and verb for clients that do not
/// know those (<see href="https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/overview"/>).
/// </summary>
internal static class TeamsButtons
{
    // The last link is that to the request's page, which leads to all the others.
    public static IEnumerable<AdaptiveAction> Of(IEnumerable<CardButton> buttons, Measure measure)
    {
        var all = buttons.ToList();
        var left = all.OfType<CardButton.OpenLink>().Skip(measure.Links).SkipLast(1).ToHashSet<CardButton>();
        return all.Where(button => !left.Contains(button)).Select(One);
    }

    /// <summary>
    /// What a listed person's client does by itself when the card comes into view, to show the person's own view of it
    /// (<see href="https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views"/>).
    /// </summary>
    public static JsonObject Refresh(OwnViews views) => new()
    {
        ["action"] = new JsonObject { ["type"] = "Action.Execute", ["title"] = "Refresh", ["verb"] = TakePress.Refresh, ["data"] = Json(views.Data) },
        ["userIds"] = new JsonArray([.. views.UserIds.Select(id => JsonValue.Create(id))]),
    };

    private static AdaptiveAction One(CardButton button)
    {
        AdaptiveAction action = button switch
        {
            CardButton.Press press => Execute(press.Title, press.Verb, press.Data, AdaptiveAssociatedInputs.None),
            CardButton.PressWithReason reject => new AdaptiveShowCardAction { Card = ReasonCard(reject) },
            CardButton.OpenLink link => new AdaptiveOpenUrlAction { Url = link.Url },
            CardButton.Unfold unfold => new AdaptiveToggleVisibilityAction { TargetElements = [new AdaptiveTargetElement(unfold.DetailId)] },
            _ => throw new NotSupportedException(button.GetType().Name),
        };
        action.Title = button.Title;
        action.Style = Style(button.Kind);
        action.Mode = button.InMenu ? AdaptiveActionMode.Secondary : AdaptiveActionMode.Primary;
        return action;
    }

    private static AdaptiveCard ReasonCard(CardButton.PressWithReason reject)
    {
        var send = Execute(reject.Title, reject.Verb, reject.Data, AdaptiveAssociatedInputs.Auto);
        send.Style = Style(reject.Kind);
        return new AdaptiveCard(new AdaptiveSchemaVersion(1, 5))
        {
            Body =
            [
                new AdaptiveTextInput
                {
                    Id = reject.Input.InputId,
                    Label = reject.Input.Label,
                    IsRequired = true,
                    ErrorMessage = reject.Input.Error,
                    IsMultiline = true,
                    MaxLength = reject.Input.MaxLength,
                },
            ],
            Actions = [send],
        };
    }

    // The inputs of the reason belong to its own button: an approval does not ask for one.
    private static AdaptiveExecuteAction Execute(string title, string verb, PressData data, AdaptiveAssociatedInputs inputs) => new()
    {
        Title = title,
        Verb = verb,
        Data = Json(data),
        AssociatedInputs = inputs,
        Fallback = new AdaptiveFallbackElement(new AdaptiveSubmitAction { Title = title, Data = WithVerb(Json(data), verb), AssociatedInputs = inputs }),
    };

    private static JsonObject WithVerb(JsonObject data, string verb)
    {
        data["verb"] = verb;
        return data;
    }

    private static JsonObject Json(PressData data)
    {
        var json = new JsonObject { ["requestId"] = data.RequestId, ["nonce"] = data.Nonce, ["plan"] = data.Plan };
        if (data.Step is { } step)
        {
            json["step"] = step;
        }

        return json;
    }

    private static string? Style(ButtonKind kind) => kind switch
    {
        ButtonKind.Positive => "positive",
        ButtonKind.Destructive => "destructive",
        _ => null,
    };
}
