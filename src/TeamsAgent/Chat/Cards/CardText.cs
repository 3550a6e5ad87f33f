using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Chat.Cards;

/// <summary>How things are printed on cards.</summary>
public static class CardText
{
    /// <summary>A whole hash in groups of eight digits, the first of which is its head: people compare it, and it wraps.</summary>
    public static string InGroups(Sha256Hash hash) => string.Join(' ', hash.Hex.Chunk(8).Select(group => new string(group)));
}
