using TeamsAgent.Sandbox.Providers.Faults;

namespace TeamsAgent.Sandbox.Providers.Page;

/// <summary>The buttons that make things go wrong.</summary>
internal static class FaultForms
{
    private static readonly (string Name, string Text)[] Kinds =
    [
        ("fail", "Fail: 500, not done"),
        ("fail_after_doing", "Done, but answers 500"),
        ("hang", "Hang, not done"),
        ("hang_after_doing", "Done, then hang"),
        ("drop", "Drop the connection, not done"),
        ("drop_after_doing", "Done, then drop the connection"),
        ("close_after_doing", "Done, then close the connection without an answer"),
        ("html", "Answer with a page of HTML"),
        ("redirect", "Redirect to another host"),
        ("huge_body", "Done, answers with 100 MB"),
        ("slow", "Done, answers late"),
        ("too_many_requests", "429 with Retry-After"),
        ("close_after_answer", "Done, closes the connection after the answer"),
    ];

    public static Markup Render(FaultBoard board)
    {
        var waiting = board.Waiting();
        return Markup.Of($"""
            <section>
            <h2 id="faults">Faults</h2>
            <p class="quiet">Each strikes the next calls of its provider, first in first out.</p>
            <div class="faults">
            {ProviderNames.All.Select(provider => Form(provider, waiting[provider].Count))}
            </div>
            <form method="post" action="/sandbox/providers/faults/clear"><button>Forget all waiting faults</button></form>
            <form method="post" action="/sandbox/providers/connections/close"><button>Close idle connections now</button></form>
            </section>
            """);
    }

    private static Markup Form(string provider, int waiting) => Markup.Of($"""
        <form method="post" action="/sandbox/providers/faults">
        <fieldset><legend>{provider}{(waiting == 0 ? "" : $" ({waiting} waiting)")}</legend>
        <input type="hidden" name="provider" value="{provider}">
        <label for="fault-{provider}">What goes wrong</label>
        <select id="fault-{provider}" name="fault">{Kinds.Select(kind => Markup.Of($"<option value=\"{kind.Name}\">{kind.Text}</option>"))}</select>
        <label for="times-{provider}">How many calls</label>
        <input id="times-{provider}" name="times" type="number" min="1" max="100" value="1">
        <button aria-label="Arm the fault for {provider}">Arm</button>
        </fieldset>
        </form>

        """);
}
