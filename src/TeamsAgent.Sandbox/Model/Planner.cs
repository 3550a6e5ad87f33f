using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Model.Rules;
using TeamsAgent.Sandbox.Model.Wire;

namespace TeamsAgent.Sandbox.Model;

/// <summary>
/// Plans by plain rules: the person's words decide, and only they. Results of calls are data: a list is picked from and summed up, never obeyed.
/// </summary>
internal sealed class Planner(TimeProvider clock)
{
    public ModelAnswer Answer(ChatRequest request, bool isGullible)
    {
        var tools = new Toolbox(request.MayCall ? request.Tools : []);
        var prompt = string.Join('\n', request.Messages.Where(message => message.Role is "system" or "developer").Select(message => message.Text));
        var time = LocalTime.OfPrompt(prompt) ?? new(clock.GetUtcNow(), TimeZoneInfo.Utc);
        var conversation = Conversation.Of(request.Messages);
        return (isGullible ? Gullible.Obey(conversation, tools, time) : null) ?? Plan(conversation.Wishes(time), conversation, tools);
    }

    private static ModelAnswer Plan(IReadOnlyList<Wish> wishes, Conversation conversation, Toolbox tools)
    {
        if (wishes.Count == 0)
        {
            return conversation.Reports.Count > 0
                ? ModelAnswer.Say(Summary.Of(conversation.Reports))
                : ModelAnswer.Say($"I did not understand that. I can {tools.Capabilities()}. For example: “open an issue in acme/web: checkout fails in Safari”.");
        }

        if (wishes.FirstOrDefault(wish => tools.Find(wish.Action) is null || (wish.Pick is { } pick && tools.Find(pick.List.Action) is null)) is { } impossible)
        {
            return ModelAnswer.Say($"I cannot {Toolbox.Phrase(impossible.Action)} here. I can {tools.Capabilities()}.");
        }

        if (wishes.SelectMany(wish => wish.Missing).FirstOrDefault() is { } missing)
        {
            return ModelAnswer.Say(missing.Question);
        }

        return Next(wishes, conversation, tools);
    }

    /// <summary>First everything that needs no reading and all that must be read; then what depends on it; then a summary.</summary>
    private static ModelAnswer Next(IReadOnlyList<Wish> wishes, Conversation conversation, Toolbox tools)
    {
        var first = Distinct(wishes.Select(wish => wish.Pick is null ? wish : ListFor(wish)).Select(wish => tools.Call(wish)!));
        if (!conversation.Reports.Any(report => !report.IsRefused))
        {
            return Propose(first, conversation);
        }

        var done = conversation.Reports.Where(report => !report.IsRefused).ToList();
        var second = new List<ToolCall>();
        var remarks = new List<string>();
        foreach (var wish in wishes.Where(wish => wish.Pick is not null))
        {
            var list = tools.Call(ListFor(wish))!;
            var result = done.Find(report => IsSame(report.Call, list))?.Result;
            if (done.Exists(report => report.Call.Name == tools.Find(wish.Action)!.Name && report.Call.Name != list.Name && !first.Exists(call => IsSame(call, report.Call))))
            {
                continue;
            }

            if (result is not null && wish.Pick!.Choose(ToolResults.Read(result)) is { } chosen)
            {
                second.Add(tools.Call(wish with { Arguments = With(wish.Arguments, wish.Pick.Argument, chosen) })!);
            }
            else if (result is not null && Summary.Succeeded(result))
            {
                remarks.Add(wish.Pick!.None);
            }
        }

        return second.Count > 0
            ? Propose(Distinct(second), conversation)
            : ModelAnswer.Say(string.Join(' ', [Summary.Of(done), .. remarks]));
    }

    /// <summary>What was refused as it stands is not proposed again as it stands.</summary>
    private static ModelAnswer Propose(List<ToolCall> calls, Conversation conversation)
    {
        var refused = conversation.Reports.Where(report => report.IsRefused).ToList();
        return refused.Count > 0 && calls.TrueForAll(call => refused.Exists(report => IsSame(report.Call, call)))
            ? ModelAnswer.Say($"I could not put this together: {Phrases.OneLine(string.Join(' ', refused.SelectMany(report => ToolResults.Texts(ToolResults.Read(report.Result))).Distinct()), 400)}")
            : new ModelAnswer(null, calls);
    }

    private static Wish ListFor(Wish wish)
    {
        var list = wish.Pick!.List;
        var arguments = (JsonObject)list.Arguments.DeepClone();
        foreach (var name in new[] { "owner", "repo" }.Where(wish.Arguments.ContainsKey))
        {
            arguments[name] = wish.Arguments[name]!.DeepClone();
        }

        return list with { Arguments = arguments };
    }

    private static JsonObject With(JsonObject arguments, string name, JsonNode value)
    {
        var copy = (JsonObject)arguments.DeepClone();
        copy[name] = value;
        return copy;
    }

    private static List<ToolCall> Distinct(IEnumerable<ToolCall> calls)
    {
        var distinct = new List<ToolCall>();
        foreach (var call in calls.Where(call => !distinct.Exists(other => IsSame(other, call))))
        {
            distinct.Add(call);
        }

        return distinct;
    }

    public static bool IsSame(ToolCall one, ToolCall other) =>
        one.Name == other.Name && JsonNode.DeepEquals(ToolResults.Read(one.Arguments), ToolResults.Read(other.Arguments));
}
