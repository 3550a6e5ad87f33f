namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Everybody's phone: the authenticator apps of the sandbox on one page.</summary>
internal static class PhonePage
{
    public const string Script = """
        'use strict';
        for (const button of document.querySelectorAll('button[data-code]')) {
          button.hidden = false;
          button.addEventListener('click', async () => {
            await navigator.clipboard.writeText(button.dataset.code);
            button.textContent = 'Copied';
          });
        }
        const left = Number(document.querySelector('main [data-left]').dataset.left);
        setTimeout(() => location.reload(), (left + 1) * 1000);
        """;

    public static IResult Show(Credentials credentials) => Page.Show("phone", "Everybody’s phone", Markup.Of($"""
        <p>The one-time codes of this half minute. <span data-left="{credentials.SecondsLeft}">Valid for {credentials.SecondsLeft} more seconds; <a href="/phone">show the newest</a>.</span></p>
        {Markup.Join(People.All.Select(person => Phone(credentials, person)))}
        """), script: "/sandbox/tenant/phone.js");

    private static Markup Phone(Credentials credentials, SandboxPerson person)
    {
        var code = credentials.CurrentCode(person);
        var used = credentials.CurrentCodeIsUsed(person) ? Markup.Of($"<p class=\"hint\">Already used. A code works once; the next comes in {credentials.SecondsLeft} seconds.</p>") : Markup.Empty;
        return Markup.Of($"""
            <section id="{person.Key}" class="phone" aria-labelledby="{person.Key}-name">
            <h2 id="{person.Key}-name">{person.Name}</h2>
            <p class="code"><output>{code[..3]} {code[3..]}</output> <button type="button" class="quiet" data-code="{code}" aria-label="Copy the code of {person.Name}" hidden>Copy</button></p>
            {used}
            </section>
            """);
    }
}
