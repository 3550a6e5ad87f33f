using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>One thing that the person wants: an action and what is known of its arguments.</summary>
internal sealed record Wish(string Action, JsonObject Arguments)
{
    /// <summary>What is still missing, in the order in which it is asked for.</summary>
    public IReadOnlyList<Slot> Missing { get; init; } = [];

    /// <summary>What must be read first to know the rest.</summary>
    public Pick? Pick { get; init; }

    /// <summary>
    /// Takes the person's answer: the first missing thing must be in it, others may be. Null when it is not.
    /// </summary>
    public Wish? Answer(string text, LocalTime time)
    {
        if (Missing.Count == 0 || !Missing[0].Fill(text, Arguments, time))
        {
            return null;
        }

        return this with { Missing = [.. Missing.Skip(1).Where(slot => slot.IsFreeText || !slot.Fill(text, Arguments, time))] };
    }
}

/// <summary>Something that is missing: how to ask for it, and how to understand the answer.</summary>
/// <param name="Question">In plain words.</param>
/// <param name="Fill">Puts what the text says into the arguments; false when it does not say it.</param>
/// <param name="IsFreeText">Whether any text is an answer, so that it is only tried when it was asked for.</param>
internal sealed record Slot(string Question, Func<string, JsonObject, LocalTime, bool> Fill, bool IsFreeText = false)
{
    /// <summary>This slot, or none.</summary>
    public IEnumerable<Slot> If(bool isMissing) => isMissing ? [this] : [];
}

/// <summary>A choice that needs a list first: "the newest issue", "the meeting called …".</summary>
/// <param name="List">The wish that reads the list.</param>
/// <param name="Argument">The argument that the choice fills.</param>
/// <param name="Choose">Picks from the list's result, which is data and nothing else; null when there is none.</param>
/// <param name="None">What to say then.</param>
internal sealed record Pick(Wish List, string Argument, Func<JsonNode, JsonNode?> Choose, string None);
