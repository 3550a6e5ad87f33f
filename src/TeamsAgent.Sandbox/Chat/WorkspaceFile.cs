using System.Text.Json;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>Keeps what was said, so that a sandbox that starts again shows it; the newest messages only.</summary>
internal sealed class WorkspaceFile
{
    private const int Kept = 500;
    private readonly string? _path;

    public WorkspaceFile(string? folder)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            _path = Path.Combine(folder, "chat.json");
        }
    }

    /// <summary>What was kept. A file that cannot be read is put aside: nobody's work hangs on it.</summary>
    public List<ChatMessage> Load()
    {
        if (_path is null || !File.Exists(_path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<ChatMessage>>(File.ReadAllText(_path)) ?? [];
        }
        catch (JsonException)
        {
            File.Move(_path, _path + ".unreadable", overwrite: true);
            return [];
        }
    }

    public void Save(IReadOnlyList<ChatMessage> messages)
    {
        if (_path is null)
        {
            return;
        }

        // Beside and then in its place: whoever kills the process between the two finds the older one whole.
        var beside = _path + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(messages.Count > Kept ? messages.Skip(messages.Count - Kept) : messages));
        File.Move(beside, _path, overwrite: true);
    }
}
