using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Worlds;

/// <summary>A chat platform as people of a story use it: they write, read, and press.</summary>
internal abstract class Surface(Story story)
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected Story Story { get; } = story;

    /// <summary>The platform's name: <c>teams</c>, <c>slack</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The platform of that name.</summary>
    public static Surface Of(Story story, string name) => name switch
    {
        "teams" => new TeamsSurface(story),
        "slack" => new SlackSurface(story),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "teams or slack"),
    };

    /// <summary>How many messages there are by now; what is waited for comes after.</summary>
    public abstract int Mark();

    /// <summary>Somebody writes to the bot: in the channel, by mentioning it, or privately.</summary>
    public abstract Task SaysAsync(SandboxPerson who, string text, bool privately = false);

    /// <summary>The newest card after a mark that somebody sees and that says something: in the channel, or in their private chat.</summary>
    public abstract Task<SurfaceCard> SeesCardAsync(SandboxPerson who, string part, int after);

    /// <summary>Somebody reads something of the bot's, after a mark, alone or in the channel.</summary>
    public abstract Task ReadsAsync(SandboxPerson who, string part, int after);

    /// <summary>A one-time link that the bot sends to somebody alone, after a mark.</summary>
    public abstract Task<Uri> LinkSentToAsync(SandboxPerson who, int after);

    /// <summary>Somebody links this platform's account with a login.</summary>
    public async Task LinkAsync(SandboxPerson who)
    {
        var mark = Mark();
        await SaysAsync(who, "link", privately: true);
        var code = await Story.Browsers.LinkPageAsync(who, await LinkSentToAsync(who, mark));
        mark = Mark();
        await SaysAsync(who, code, privately: true);
        await ReadsAsync(who, "is now linked", mark);
    }
}

/// <summary>A request's card as one person sees it on one platform.</summary>
internal abstract class SurfaceCard
{
    /// <summary>Everything that the card says now.</summary>
    public abstract string Text { get; }

    /// <summary>Whether it has a button now.</summary>
    public abstract bool Has(string verb);

    /// <summary>Presses a button, and with a reason where it asks for one; what the presser is told alone, or null when it is the card.</summary>
    public abstract Task<string?> PressAsync(SandboxPerson by, string verb, string? reason = null);

    /// <summary>Waits until the card says something.</summary>
    public async Task ShowsAsync(string part)
    {
        try
        {
            await Until.SoAsync(() => Text.Contains(part, StringComparison.OrdinalIgnoreCase), part);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The card does not say “{part}”. It says: {Text}");
        }
    }
}
