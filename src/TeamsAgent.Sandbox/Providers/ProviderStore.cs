using System.Text.Json;
using TeamsAgent.Sandbox.Providers.Gmail;
using TeamsAgent.Sandbox.Providers.GitHub;
using TeamsAgent.Sandbox.Providers.Google;
using TeamsAgent.Sandbox.Providers.Payments;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>Everything that the providers know. The records inside are immutable; lists change under the store's lock alone.</summary>
internal sealed class ProviderData
{
    public List<Repository> Repositories { get; init; } = [];
    public List<Issue> Issues { get; init; } = [];
    public List<CalendarEvent> Events { get; init; } = [];
    public List<SentMail> Mails { get; init; } = [];
    public List<Transfer> Transfers { get; init; } = [];
    public decimal Balance { get; set; }
    public long LastId { get; set; } = 4_100_000_000;
    public List<ProviderGrant> Grants { get; init; } = [];
    public List<ProviderEffect> Effects { get; init; } = [];
    public List<ProviderCall> Calls { get; init; } = [];

    public long NextId() => ++LastId;
}

/// <summary>One lock around the data, and a snapshot in one file after each change when there is a folder for it.</summary>
internal sealed class ProviderStore
{
    private readonly Lock _gate = new();
    private readonly string? _file;
    private readonly ProviderData _data;

    public ProviderStore(string? folder, Func<ProviderData> seed)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            _file = Path.Combine(folder, "providers.json");
        }

        _data = _file is not null && File.Exists(_file)
            ? JsonSerializer.Deserialize<ProviderData>(File.ReadAllBytes(_file))!
            : seed();
    }

    public T Read<T>(Func<ProviderData, T> read)
    {
        lock (_gate)
        {
            return read(_data);
        }
    }

    public T Change<T>(Func<ProviderData, T> change)
    {
        lock (_gate)
        {
            var result = change(_data);
            Save();
            return result;
        }
    }

    public void Change(Action<ProviderData> change) => Change(data =>
    {
        change(data);
        return true;
    });

    private void Save()
    {
        if (_file is null)
        {
            return;
        }

        // Written aside and renamed, so that a killed process leaves the old or the new snapshot, never half of one.
        var aside = _file + ".new";
        File.WriteAllBytes(aside, JsonSerializer.SerializeToUtf8Bytes(_data));
        File.Move(aside, _file, overwrite: true);
    }
}
