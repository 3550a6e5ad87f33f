using System.Text;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>One step of a plan on the step-up page: in words, every argument, and the literal call. Nothing is cut.</summary>
internal static class StepMarkup
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Html Of(PlanStep step, int number, int count, Language words) => Html.Of($"""
        <section class="step">
        <h2>{Heading(step, number, count, words)}</h2>
        <p class="summary">{Shown.Lines(step.Summary)}</p>
        <dl>
        {Html.Join(step.Facts.Select(fact => Html.Of($"<dt>{Shown.Line(fact.Label)}</dt><dd class=\"text\">{Shown.Lines(fact.Value)}{(fact.Added ? words.Text(CardKey.Added) : "")}</dd>")))}
        <dt>{words.Text(PageKey.Impact)}</dt><dd>{Shown.Lines(step.Impact)}</dd>
        {Html.Join(step.Scopes.Select(scope => Html.Of($"<dt>{words.Text(PageKey.Access)}</dt><dd>{Shown.Line(scope.Meaning)} <code>{Shown.Line(scope.Name)}</code></dd>")))}
        </dl>
        <details open>
        <summary>{words.Text(PageKey.ExactCall)}</summary>
        <p class="call"><code>{step.Call.Method}</code> <code>{Shown.Line(step.Call.Url)}</code></p>
        {Html.Join(step.Call.Headers.Select(header => Html.Of($"<p class=\"call\"><code>{Shown.Line(header.Name)}: {Shown.Line(header.Value)}</code></p>")))}
        {Body(step.Call, words)}
        <p class="quiet">{Access(step.Call, words)}</p>
        </details>
        </section>
        """);

    private static string Heading(PlanStep step, int number, int count, Language words) => count > 1
        ? words.Text(PageKey.StepHeadingOf, ("step", number), ("count", count), ("title", Shown.Line(step.Title)), ("provider", Shown.Line(step.Provider)))
        : words.Text(PageKey.StepHeading, ("title", Shown.Line(step.Title)), ("provider", Shown.Line(step.Provider)));

    private static Html Access(SealedCall call, Language words) => words.Markup(
        PageKey.CallAccess, ("connection", Html.Of($"<code>{Shown.Line(call.Connection)}</code>")), ("hash", Html.Of($"<code>{call.Hash().Head}</code>")));

    private static Html Body(SealedCall call, Language words) => call.Body.IsEmpty
        ? Html.Of($"<p class=\"quiet\">{words.Text(PageKey.NoBody)}</p>")
        : Html.Of($"<pre tabindex=\"0\" aria-label=\"{words.Text(PageKey.Body)}\">{Text(call.Body.Span, words)}</pre>");

    private static string Text(ReadOnlySpan<byte> body, Language words)
    {
        try
        {
            return Shown.Lines(Strict.GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return words.Counted(PageKey.NoText, body.Length, ("hex", Convert.ToHexStringLower(body)));
        }
    }
}
