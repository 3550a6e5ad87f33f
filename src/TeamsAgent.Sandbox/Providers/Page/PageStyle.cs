namespace TeamsAgent.Sandbox.Providers.Page;

internal static class PageStyle
{
    public const string Css =
        """
        :root { color-scheme: light dark; --line: light-dark(#d0d7de, #3d444d); --soft: light-dark(#f6f8fa, #151b23);
            --ink: light-dark(#1f2328, #f0f6fc); --paper: light-dark(#ffffff, #0d1117); --quiet: light-dark(#59636e, #9198a1);
            --link: light-dark(#0550ae, #79c0ff); --bad: light-dark(#a40e26, #ff9492); }
        * { box-sizing: border-box; }
        body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        header, main { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
        header { padding-top: 1rem; }
        h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        a { color: var(--link); } .quiet { color: var(--quiet); } .bad { color: var(--bad); }
        .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; background: var(--paper); }
        nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0; }
        .wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
        .wide:focus-visible, a:focus-visible, button:focus-visible, select:focus-visible, input:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid var(--line); overflow-wrap: break-word; min-width: 6rem; }
        thead th { background: var(--soft); border-top: 0; font-weight: 600; } tr:target { background: var(--soft); }
        td.text { overflow-wrap: anywhere; white-space: pre-wrap; min-width: 14rem; }
        .faults { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .75rem; }
        fieldset { border: 1px solid var(--line); border-radius: 6px; margin: 0; padding: .5rem .75rem .75rem; min-width: 0; }
        legend { font-weight: 600; } label { display: block; margin-top: .35rem; }
        select, input, button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .5rem; max-width: 100%; min-height: 2.25rem; }
        select { width: 100%; } button { cursor: pointer; margin-top: .6rem; }
        footer { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
        """;
}
