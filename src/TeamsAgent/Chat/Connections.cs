using TeamsAgent.Actions;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>Providers as people name them.</summary>
public sealed class Connections(ActionCatalogue catalogue)
{
    /// <summary>All providers, in words.</summary>
    public IReadOnlyList<string> Providers => catalogue.Providers.Select(provider => provider.Title).Distinct().ToList();

    /// <summary>The connection that somebody means, or null if there is none or it could be several.</summary>
    public string? Named(string words)
    {
        var wanted = Plain(words);
        var exact = catalogue.Providers.Where(p => Plain(p.Name) == wanted || Plain(p.Title) == wanted || Plain(p.Connection) == wanted);
        var begins = catalogue.Providers.Where(p => wanted.Length >= 3 && (Plain(p.Name).StartsWith(wanted, StringComparison.Ordinal) || Plain(p.Title).StartsWith(wanted, StringComparison.Ordinal)));
        return Single(exact) ?? Single(begins);
    }

    /// <summary>The name of the provider that somebody means, as they would write it; null if there is none or it could be several.</summary>
    public string? NameOf(string words) => Named(words) is { } connection
        ? catalogue.Providers.Where(p => p.Connection == connection).Select(p => p.Title.ToLowerInvariant()).OrderByDescending(title => Plain(title).StartsWith(Plain(words), StringComparison.Ordinal)).First()
        : null;

    /// <summary>A connection in words.</summary>
    public string TitleOf(string connection, Language words) =>
        string.Join(words.Text(ChatKey.And), catalogue.Providers.Where(p => p.Connection == connection).Select(p => p.Title).Distinct()) is { Length: > 0 } titles ? titles : connection;

    private static string? Single(IEnumerable<ProviderName> providers) =>
        providers.Select(p => p.Connection).Distinct().Take(2).ToList() is [var only] ? only : null;

    private static string Plain(string words) => string.Concat(words.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
