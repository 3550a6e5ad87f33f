using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;
using TeamsAgent.Sandbox.Slack.Web;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>
/// What people fill in, send off and close, and what comes of the app's answer. https://docs.slack.dev/surfaces/modals#response_actions
/// </summary>
internal sealed class Filling(SlackSpace space, SlackInstalls installs, InteractionPayloads interactions, SlackCourier courier, Violations violations)
{
    public async Task<SlackDelivery> SubmitAsync(
        SlackMember by, string viewId, IReadOnlyDictionary<string, string> values, Action<JsonObject>? change, bool asClient, CancellationToken cancellationToken)
    {
        var view = Top(by, viewId);
        var state = State(view, values);
        var complaints = asClient ? Complaints(view, state) : [];
        if (complaints.Count > 0)
        {
            return new SlackDelivery(SlackDeliveryKind.Interaction, [], []) { Errors = complaints, Trouble = "The form is not complete." };
        }

        var install = installs.For(view.TeamId) ?? throw new InvalidOperationException("The app is not installed any more.");
        var payload = interactions.Submission(install, by, view, state);
        change?.Invoke(payload);
        var delivery = await courier.DeliverAsync(SlackDeliveryKind.Interaction, payload, cancellationToken);
        return delivery.Taken ? Follow(delivery, by, view) : delivery with { Trouble = "We had some trouble connecting. Try again?" };
    }

    public async Task<SlackDelivery?> CloseAsync(SlackMember by, string viewId, bool all, CancellationToken cancellationToken)
    {
        var view = Top(by, viewId);
        space.SetModals(by.Id, views => all ? [] : [.. views.Where(open => open.Id != view.Id)]);
        return view.Content["notify_on_close"] is JsonValue notify && notify.TryGetValue<bool>(out var yes) && yes && installs.For(view.TeamId) is { } install
            ? await courier.DeliverAsync(SlackDeliveryKind.Interaction, interactions.Closed(install, by, view, all), cancellationToken)
            : null;
    }

    private SlackView Top(SlackMember by, string viewId) => space.OpenViews(by) is [.., var top] && top.Id == viewId
        ? top
        : throw new InvalidOperationException("This form is not open any more.");

    private SlackDelivery Follow(SlackDelivery delivery, SlackMember by, SlackView view)
    {
        if (delivery.Body.Length == 0)
        {
            space.SetModals(by.Id, views => [.. views.Where(open => open.Id != view.Id)]);
            return delivery;
        }

        var answer = delivery.Attempts[^1].ContentType == "application/json" ? delivery.Json : null;
        switch (answer?.Text("response_action"))
        {
            case "clear":
                space.SetModals(by.Id, _ => []);
                return delivery;
            case "errors" when Errors(view, answer) is { Count: > 0 } errors:
                return delivery with { Errors = errors };
            case "update" or "push" when ViewRules.Check(answer["view"], isHome: false) is { Count: 0 } && Shown(by, view, answer):
                return delivery;
            default:
                violations.Note($"The answer to a view that was sent off is not one: {delivery.Body}");
                return delivery with { Trouble = "We had some trouble connecting. Try again?" };
        }
    }

    private bool Shown(SlackMember by, SlackView view, JsonObject answer)
    {
        var content = (JsonObject)answer["view"]!;
        if (answer.Text("response_action") == "update")
        {
            space.SetModals(by.Id, views => [.. views.Select(open => open.Id == view.Id ? ViewMethods.Changed(open, content) : open)]);
            return true;
        }

        if (space.OpenViews(by).Count >= ViewMethods.MostStacked)
        {
            return false;
        }

        space.SetModals(by.Id, views => [.. views, ViewMethods.Make(by, view.TeamId, content, view)]);
        return true;
    }

    // Only blocks with an input can be complained of.
    private static Dictionary<string, string>? Errors(SlackView view, JsonObject answer)
    {
        var inputs = view.Blocks.OfType<JsonObject>().Where(block => block.Text("type") == "input").Select(block => block.Text("block_id")).ToHashSet();
        return answer["errors"] is JsonObject errors && errors.All(error => inputs.Contains(error.Key) && error.Value is JsonValue value && value.TryGetValue<string>(out _))
            ? errors.ToDictionary(error => error.Key, error => error.Value!.ToString())
            : null;
    }

    private static JsonObject State(SlackView view, IReadOnlyDictionary<string, string> given)
    {
        var state = InteractionPayloads.ValuesOf(view.Blocks);
        var unknown = given.Keys.ToHashSet();
        foreach (var (element, block) in BlockTree.Elements(view.Blocks))
        {
            var (blockId, actionId) = (block.Text("block_id")!, element.Text("action_id")!);
            var name = new[] { $"{blockId}/{actionId}", blockId, actionId }.FirstOrDefault(given.ContainsKey);
            if (name is not null && state[blockId] is JsonObject inBlock)
            {
                inBlock[actionId] = ElementStates.Filled(element, given[name]);
                unknown.Remove(name);
            }
        }

        return unknown.Count == 0 ? state : throw new InvalidOperationException($"The form has no “{string.Join("”, “", unknown)}”.");
    }

    private static Dictionary<string, string> Complaints(SlackView view, JsonObject state) => view.Blocks.OfType<JsonObject>()
        .Where(block => block.Text("type") == "input")
        .Select(block => (Id: block.Text("block_id")!, Wrong: ElementStates.Complaint(block, (JsonObject)state[block.Text("block_id")!]![((JsonObject)block["element"]!).Text("action_id")!]!)))
        .Where(found => found.Wrong is not null)
        .ToDictionary(found => found.Id, found => found.Wrong!);
}
