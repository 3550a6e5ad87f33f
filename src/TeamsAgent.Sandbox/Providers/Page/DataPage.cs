using System.Globalization;

namespace TeamsAgent.Sandbox.Providers.Page;

/// <summary>What the providers hold and who did it, newest first. Everything shown is untrusted text.</summary>
internal sealed class DataPage(ProviderStore store, Faults.FaultBoard faults)
{
    private const int ShownCalls = 50;

    public HtmlPage Render(int? refreshSeconds) => store.Read(data => new HtmlPage(Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {(refreshSeconds is { } seconds ? Markup.Of($"<meta http-equiv=\"refresh\" content=\"{seconds}\">") : null)}
        <title>Providers of the sandbox</title>
        <link rel="stylesheet" href="/sandbox/providers/page.css">
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
        <h1>Providers of the sandbox</h1>
        <p class="quiet">GitHub-, Calendar-, Gmail- and payments-shaped APIs on this machine. Nothing here leaves it.
        {(refreshSeconds is null ? Markup.Of($"<a href=\"/?every=5\">Refresh every 5 seconds</a>") : Markup.Of($"<a href=\"/\">Stop refreshing</a>"))}</p>
        <nav aria-label="Sections"><ul>
        <li><a href="#done">What was done</a></li><li><a href="#issues">Issues</a></li><li><a href="#events">Events</a></li><li><a href="#mails">Mails</a></li>
        <li><a href="#transfers">Transfers</a></li><li><a href="#calls">Calls</a></li><li><a href="#faults">Faults</a></li></ul></nav>
        </header>
        <main id="main">
        {Section("done", "What was done", ["When", "Provider", "What", "Who"], Done(data))}
        {Section("issues", "Issues", ["Changed", "Issue", "State", "Text", "Opened by"], Issues(data))}
        {Section("events", "Events", ["Begins", "Event", "State", "Attendees", "Put in by"], Events(data))}
        {Section("mails", "Mails", ["When", "From", "To", "Subject", "Text"], Mails(data))}
        {Section("transfers", $"Transfers (the account holds {data.Balance.ToString("0.00", CultureInfo.InvariantCulture)} EUR)", ["When", "Amount", "To", "Reference", "Who"], Transfers(data))}
        {Section("calls", "Calls", ["When", "Call", "Token of", "Answer", "Fault"], Calls(data))}
        {FaultForms.Render(faults)}
        </main>
        <footer class="quiet">As JSON: <a href="/sandbox/providers/calls">calls and effects</a>, <a href="/sandbox/providers/faults">waiting faults</a></footer>
        </body>
        </html>
        """)));

    private static Markup Section(string id, string title, string[] columns, List<Markup> rows) => Markup.Of($"""
        <section>
        <h2 id="{id}">{title}</h2>
        {(rows.Count == 0 ? Markup.Of($"<p class=\"quiet\">Nothing yet.</p>") : Table(id, columns, rows))}
        </section>
        """);

    // A table that scrolls sideways on a phone must be reachable by keyboard: hence tabindex and a name.
    private static Markup Table(string id, string[] columns, List<Markup> rows) => Markup.Of($"""
        <div class="wide" role="region" tabindex="0" aria-labelledby="{id}"><table>
        <thead><tr>{columns.Select(column => Markup.Of($"<th scope=\"col\">{column}</th>"))}</tr></thead>
        <tbody>{rows}</tbody>
        </table></div>
        """);

    private static List<Markup> Done(ProviderData data) => [.. Enumerable.Reverse(data.Effects).Select(effect => Markup.Of(
        $"<tr><td>{Time(effect.At)}</td><td>{effect.Provider}</td><td class=\"text\">{effect.Text}</td><td>{ProviderAccount.Of(effect.By).Name}</td></tr>\n"))];

    private static List<Markup> Issues(ProviderData data) => [.. data.Issues.Where(issue => !issue.IsDeleted).OrderByDescending(issue => issue.UpdatedAt).Select(issue => Markup.Of($"""
        <tr id="{issue.Repository}/issues/{issue.Number}"><td>{Time(issue.UpdatedAt)}</td><td class="text">{issue.Repository} #{issue.Number}: {issue.Title}</td>
        <td>{issue.State}{(issue.Labels.Count > 0 ? $" ({string.Join(", ", issue.Labels)})" : "")}</td>
        <td class="text">{issue.Body}{issue.Comments.Select(comment => Markup.Of($"\n\n{comment.Author}: {comment.Body}"))}</td><td>{issue.Author}</td></tr>

        """))];

    private static List<Markup> Events(ProviderData data) => [.. data.Events.OrderByDescending(item => item.Updated).ThenByDescending(item => item.Start.Instant).Select(item => Markup.Of($"""
        <tr id="event-{item.Id}"><td>{item.Start.Instant.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)} {item.Start.TimeZone}</td><td class="text">{item.Summary}</td>
        <td>{(item.IsCancelled ? "cancelled" : "confirmed")}</td><td>{string.Join(", ", item.Attendees)}</td><td>{item.Creator}</td></tr>

        """))];

    private static List<Markup> Mails(ProviderData data) => [.. Enumerable.Reverse(data.Mails).Select(mail => Markup.Of($"""
        <tr><td>{Time(mail.At)}</td><td>{mail.From}</td><td>{string.Join(", ", mail.To)}{Copies("Cc", mail.Cc)}{Copies("Bcc", mail.Bcc)}</td>
        <td class="text">{mail.Subject}</td><td class="text">{mail.Text}</td></tr>

        """))];

    private static List<Markup> Transfers(ProviderData data) => [.. Enumerable.Reverse(data.Transfers).Select(transfer => Markup.Of($"""
        <tr><td>{Time(transfer.At)}</td><td>{transfer.Amount.ToString("0.00", CultureInfo.InvariantCulture)} {transfer.Currency}</td><td>{transfer.To}</td>
        <td class="text">{transfer.Reference}</td><td>{ProviderAccount.Of(transfer.By).Name}</td></tr>

        """))];

    private static List<Markup> Calls(ProviderData data) => [.. Enumerable.Reverse(data.Calls).Take(ShownCalls).Select(call => Markup.Of($"""
        <tr><td>{Time(call.At)}</td><td class="text">{call.Method} {call.Target}</td><td>{(call.TokenOwner is null ? call.TokenSha256 is null ? "no token" : "unknown token" : ProviderAccount.Of(call.TokenOwner).Name)}</td>
        <td>{(call.Status is null ? "none" : call.Status)}</td><td class="bad">{call.Fault}</td></tr>

        """))];

    private static string Copies(string kind, IReadOnlyList<string> addresses) => addresses.Count == 0 ? "" : $"; {kind}: {string.Join(", ", addresses)}";

    private static Markup Time(DateTimeOffset at) =>
        Markup.Of($"<time datetime=\"{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}\">{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC</time>");
}
