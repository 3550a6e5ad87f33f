using System.Text;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Identity.Pages;

namespace TeamsAgent.Identity;

/// <summary>One step of a plan on the step-up page: in words, every argument, and the literal call. Nothing is cut.</summary>
internal static class StepMarkup
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Html Of(PlanStep step, int number, int count) => Html.Of($"""
        <section class="step">
        <h2>{(count > 1 ? $"{number} of {count}: " : "")}{Shown.Line(step.Title)} ({Shown.Line(step.Provider)})</h2>
        <p class="summary">{Shown.Lines(step.Summary)}</p>
        <dl>
        {Html.Join(step.Facts.Select(fact => Html.Of($"<dt>{Shown.Line(fact.Label)}</dt><dd class=\"text\">{Shown.Lines(fact.Value)}{(fact.Added ? " (added by the agent)" : "")}</dd>")))}
        <dt>Impact</dt><dd>{Shown.Lines(step.Impact)}</dd>
        {Html.Join(step.Scopes.Select(scope => Html.Of($"<dt>Access</dt><dd>{Shown.Line(scope.Meaning)} <code>{Shown.Line(scope.Name)}</code></dd>")))}
        </dl>
        <details open>
        <summary>The exact call</summary>
        <p class="call"><code>{step.Call.Method}</code> <code>{Shown.Line(step.Call.Url)}</code></p>
        {Html.Join(step.Call.Headers.Select(header => Html.Of($"<p class=\"call\"><code>{Shown.Line(header.Name)}: {Shown.Line(header.Value)}</code></p>")))}
        {Body(step.Call)}
        <p class="quiet">With the access of the connection <code>{Shown.Line(step.Call.Connection)}</code>. Hash of the call: <code>{step.Call.Hash().Head}</code></p>
        </details>
        </section>
        """);

    private static Html Body(SealedCall call) => call.Body.IsEmpty
        ? Html.Of($"<p class=\"quiet\">No body.</p>")
        : Html.Of($"<pre tabindex=\"0\" aria-label=\"Body of the call\">{Text(call.Body.Span)}</pre>");

    private static string Text(ReadOnlySpan<byte> body)
    {
        try
        {
            return Shown.Lines(Strict.GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return $"{body.Length} bytes that are not text, in hexadecimal: {Convert.ToHexStringLower(body)}";
        }
    }
}
