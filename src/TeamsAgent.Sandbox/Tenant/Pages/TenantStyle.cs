namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The one style sheet of the tenant's pages.</summary>
internal static class TenantStyle
{
    public const string Sheet = """
        :root { color-scheme: light dark; --back: #f4f4f6; --card: #fff; --text: #1d1d22; --soft: #56565f; --line: #85858f; --act: #3b45c4; --on-act: #fff; --bad: #a4182a; --band: #ffe9b3; --on-band: #4a3500; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #17171b; --card: #222228; --text: #f1f1f4; --soft: #b8b8c2; --line: #8d8d99; --act: #aab1ff; --on-act: #14143a; --bad: #ff9aa5; --band: #4a3a10; --on-band: #ffe9b3; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
        header { background: var(--band); color: var(--on-band); text-align: center; }
        header p { margin: 0; padding: .5rem 1rem; }
        main { max-width: 27rem; margin: 2rem auto; padding: 1.5rem; background: var(--card); border-radius: .75rem; overflow-wrap: anywhere; }
        h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
        h2 { margin: 0; font-size: 1rem; }
        label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
        input[type=text], input[type=email], input[type=password] { width: 100%; padding: .625rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .375rem; }
        input[aria-invalid] { border-color: var(--bad); }
        button { min-height: 2.75rem; margin-top: 1.25rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; color: var(--on-act); background: var(--act); border: 1px solid var(--act); border-radius: .375rem; cursor: pointer; }
        form > button { width: 100%; }
        button.quiet { color: var(--act); background: transparent; }
        :focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
        .choices { display: flex; gap: .75rem; }
        .choices button { flex: 1; }
        .hint { margin: 0 0 .25rem; color: var(--soft); font-size: .875rem; }
        .alert { color: var(--bad); font-weight: 600; }
        a { color: var(--act); }
        code { font-size: .875em; }
        li { margin: .375rem 0; }
        details { margin-top: 1.5rem; }
        summary { padding: .5rem 0; cursor: pointer; }
        table { width: 100%; border-collapse: collapse; font-size: .8125rem; }
        th, td { padding: .375rem .25rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
        .phone { padding: .75rem 0; border-top: 1px solid var(--line); }
        .phone .code { display: flex; align-items: center; gap: 1rem; margin: 0; }
        .phone output { font: 700 1.75rem/1.5 ui-monospace, monospace; letter-spacing: .05em; }
        .phone button { margin: 0; }
        """;
}
