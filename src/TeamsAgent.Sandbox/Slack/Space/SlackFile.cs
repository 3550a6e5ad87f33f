using System.Text.Json;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>Keeps what was said, shown and installed, so that a sandbox that starts again has it; the newest messages only.</summary>
internal sealed class SlackFile
{
    private const int MostMessages = 500;
    private readonly Lock _lock = new();
    private readonly string? _path;

    public SlackFile(string? folder)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            _path = Path.Combine(folder, "slack.json");
        }

        Kept = Load();
    }

    /// <summary>What is kept.</summary>
    public KeptSlack Kept { get; private set; }

    public void SaveSpace(IReadOnlyList<SlackMessage> messages, IEnumerable<SlackView> homes, IReadOnlyDictionary<string, HashSet<string>> members) => Save(kept => kept with
    {
        Messages = [.. messages.TakeLast(MostMessages)],
        Homes = [.. homes],
        Members = members.ToDictionary(channel => channel.Key, channel => (IReadOnlyList<string>)[.. channel.Value]),
    });

    public void SaveInstalls(KeptInstalls installs) => Save(kept => kept with { Installs = installs });

    // A file that cannot be read is put aside: nobody's work hangs on it.
    private KeptSlack Load()
    {
        if (_path is null || !File.Exists(_path))
        {
            return new KeptSlack();
        }

        try
        {
            return JsonSerializer.Deserialize<KeptSlack>(File.ReadAllText(_path)) ?? new KeptSlack();
        }
        catch (JsonException)
        {
            File.Move(_path, _path + ".unreadable", overwrite: true);
            return new KeptSlack();
        }
    }

    private void Save(Func<KeptSlack, KeptSlack> change)
    {
        if (_path is null)
        {
            return;
        }

        lock (_lock)
        {
            Kept = change(Kept);

            // Beside and then in its place: whoever kills the process between the two finds the older one whole.
            File.WriteAllText(_path + ".new", JsonSerializer.Serialize(Kept));
            File.Move(_path + ".new", _path, overwrite: true);
        }
    }
}

/// <summary>What a sandbox that starts again has.</summary>
internal sealed record KeptSlack
{
    public IReadOnlyList<SlackMessage> Messages { get; init; } = [];

    public IReadOnlyList<SlackView> Homes { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Members { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public KeptInstalls? Installs { get; init; }
}
