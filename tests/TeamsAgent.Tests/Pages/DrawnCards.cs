using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TeamsAgent.Tests.Playground;

namespace TeamsAgent.Tests.Pages;

/// <summary>The playground's page, in one width and in light or dark, with cards in it that its own modules draw; each is photographed.</summary>
internal sealed class DrawnCards : IAsyncDisposable
{
    private const int Tall = 3000;

    private const string Messages = """
        async ([side, cards]) => {
          const { draw } = await import(side === 'slack' ? '/js/slack/message.js' : '/js/message.js');
          const list = document.createElement('ol');
          list.className = side === 'slack' ? 'posts slack-posts' : 'posts';
          for (const { name, content } of JSON.parse(cards)) {
            const post = document.createElement('li');
            post.className = 'post';
            post.dataset.name = name;
            post.append(draw({ id: name, from: 'bot', at: '2026-03-02T08:00:00Z', text: '', conversation: 'general', [side === 'slack' ? 'blocks' : 'card']: content }));
            list.append(post);
          }
          document.getElementById('empty').hidden = true;
          document.getElementById('posts').hidden = true;
          document.getElementById('slack').hidden = false;
          document.getElementById('slack').replaceChildren(list);
        }
        """;

    private const string Home = """
        async home => {
          const { state } = await import('/js/state.js');
          const { show } = await import('/js/slack/home.js');
          state.slack = { names: {}, modals: [], messages: new Map(), home: { ...JSON.parse(home), hash: 'h' } };
          show(true);
          state.slack = null;
        }
        """;

    private const string View = """
        async view => {
          const { state } = await import('/js/state.js');
          const { show } = await import('/js/slack/modal.js');
          state.slack = { names: {}, modals: view ? [{ ...JSON.parse(view), id: crypto.randomUUID() }] : [] };
          show();
          state.slack = null;
        }
        """;

    // A text is seen when each of its lines has a size, is on top where it stands, and is not cut off there.
    private const string Unseen = """
        (root, texts) => {
          const scroller = root.closest('dialog') ?? root.closest('.scroll');
          const letters = [];
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());)
            for (let i = 0; i < node.data.length; i++) if (!/\s/.test(node.data[i])) letters.push([node, i]);
          const all = letters.map(([node, i]) => node.data[i]).join('');
          const read = root.innerText.replace(/\s+/g, '');
          const lineIsSeen = (node, range, index) => {
            const rect = () => range.getClientRects()[index];
            const frame = scroller.getBoundingClientRect();
            scroller.scrollTop += rect().top - frame.top - frame.height / 2;
            const { left, right, top, bottom, width, height } = rect();
            if (width === 0) return true;
            return height > 0 && [left + 1, (left + right) / 2, right - 1].every(x => document.elementFromPoint(x, (top + bottom) / 2) === node.parentElement);
          };
          const rangeIsSeen = (node, from, to) => {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, to);
            const { width, height } = range.getBoundingClientRect();
            for (let e = node.parentElement; e; e = e.parentElement) if (getComputedStyle(e).visibility !== 'visible' || Number(getComputedStyle(e).opacity) < .9) return false;
            return width > 0 && height > 0 && [...range.getClientRects()].every((_, index) => lineIsSeen(node, range, index));
          };
          const placeIsSeen = (from, to) => {
            for (let i = from; i < to;) {
              let end = i;
              while (end < to && letters[end][0] === letters[i][0]) end++;
              if (!rangeIsSeen(letters[i][0], letters[i][1], letters[end - 1][1] + 1)) return false;
              i = end;
            }
            return true;
          };
          return texts.filter(text => {
            const wanted = text.replace(/\s+/g, '');
            if (!read.includes(wanted)) return true;
            for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) if (placeIsSeen(at, at + wanted.length)) return false;
            return true;
          });
        }
        """;

    private const string TooWide = """
        root => [document.documentElement, root.closest('dialog') ?? root.closest('.scroll'), root, ...root.querySelectorAll('*')]
          .filter(e => e.scrollWidth > e.clientWidth + 1 && (e.matches('html, .scroll, dialog') || getComputedStyle(e).overflowX !== 'visible') && !e.matches('.unseen'))
          .map(e => `${e.tagName} ${e.className}`)
        """;

    private readonly PlaygroundDesk _desk;
    private readonly PlaygroundWindow _window;
    private readonly IPage _page;
    private readonly string _look;
    private readonly string _side;
    private readonly int _width;
    private readonly bool _withAxe;

    private DrawnCards(PlaygroundDesk desk, PlaygroundWindow window, IPage page, string side, ColorScheme scheme, int width) =>
        (_desk, _window, _page, _side, _width, _look, _withAxe) = (desk, window, page, side, width, $"{width}-{scheme}".ToLowerInvariant(), Looks.IsForAxe(scheme, width));

    /// <summary>What is wrong, in words.</summary>
    public List<string> Faults { get; } = [];

    public static async Task<DrawnCards> OpenAsync(string side, ColorScheme scheme, int width)
    {
        var window = await PlaygroundWindow.OpenAsync(scheme, width);
        var desk = await PlaygroundDesk.StartAsync();
        return new DrawnCards(desk, window, await window.PageAsync(desk, "ben"), side, scheme, width);
    }

    /// <summary>Draws messages below each other, and finds what is to be seen on each and is not.</summary>
    public async Task MessagesAsync(IReadOnlyList<(string Name, JsonElement Content, IReadOnlyList<string> Texts)> cards)
    {
        await _page.EvaluateAsync(Messages, new object[] { _side, JsonSerializer.Serialize(cards.Select(card => new { name = card.Name, content = card.Content })) });
        foreach (var (name, _, texts) in cards)
        {
            await CheckAsync(name, _page.Locator($"[data-name='{name}'] > article"), texts);
        }

        // A picture shows what has room in the window.
        await _page.SetViewportSizeAsync(_width, Tall);
        foreach (var (name, _, _) in cards)
        {
            await PictureAsync(name, _page.Locator($"[data-name='{name}']"));
        }

        await _page.SetViewportSizeAsync(_width, 850);
        await AxeAsync("all messages", _page.Locator("#slack"));
    }

    /// <summary>Draws a Home tab.</summary>
    public async Task HomeAsync(string name, string view, IReadOnlyList<string> texts)
    {
        await _page.EvaluateAsync(Home, view);
        await CheckAsync(name, _page.Locator(".home"), texts);
        await PictureAsync(name, _page.Locator(".home"));
        await AxeAsync(name, _page.Locator(".home"));
    }

    /// <summary>Draws a modal.</summary>
    public async Task ModalAsync(string name, string view, IReadOnlyList<string> texts)
    {
        await _page.EvaluateAsync(View, view);
        await CheckAsync(name, _page.Locator("#slack-modal form"), texts);
        await PictureAsync(name, _page.Locator("#slack-modal"));
        await AxeAsync(name, _page.Locator("#slack-modal"));
        await _page.EvaluateAsync(View, (object?)null);
    }

    public void AssertNoFaults()
    {
        Assert.True(Faults.Count == 0, string.Join('\n', Faults));
        Assert.Empty(_window.Problems);
    }

    public async ValueTask DisposeAsync()
    {
        await _window.DisposeAsync();
        await _desk.DisposeAsync();
    }

    private async Task CheckAsync(string name, ILocator drawn, IReadOnlyList<string> texts)
    {
        Faults.AddRange((await drawn.EvaluateAsync<string[]>(Unseen, texts)).Select(text => $"{name}: not seen: {text}"));
        Faults.AddRange((await drawn.EvaluateAsync<string[]>(TooWide)).Select(element => $"{name}: scrolls sideways: {element}"));
    }

    private async Task PictureAsync(string name, ILocator drawn)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures", _side));
        await drawn.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{name}-{_look}.png"), Animations = ScreenshotAnimations.Disabled });
    }

    private async Task AxeAsync(string name, ILocator drawn)
    {
        if (_withAxe)
        {
            Faults.AddRange((await drawn.RunAxe(Looks.AxeOptions)).Violations.Where(found => found.Impact is "serious" or "critical")
                .Select(found => $"{name}: {found.Id}: {found.Help}: {found.Nodes[0].Html}"));
        }
    }
}
