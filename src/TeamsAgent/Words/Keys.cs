using System.Collections.Frozen;

namespace TeamsAgent.Words;

/// <summary>
/// How a key is named in the files: its enum without <c>Key</c>, a dot, and the member: <c>CardKey.Approve</c> is <c>Card.Approve</c>. A text
/// about a number of things has two entries, which end in <c>.one</c> and <c>.other</c>.
/// </summary>
internal static class Keys
{
    public static string NameOf<TKey>(TKey key)
        where TKey : struct, Enum => Of<TKey>.Names[key];

    public static string NameOf<TKey>(TKey key, int count)
        where TKey : struct, Enum => count == 1 ? Of<TKey>.Ones[key] : Of<TKey>.Others[key];

    public static string Prefix(Type type) => type.Name.EndsWith("Key", StringComparison.Ordinal) ? type.Name[..^3] : type.Name;

    private static class Of<TKey>
        where TKey : struct, Enum
    {
        public static readonly FrozenDictionary<TKey, string> Names = Enum.GetValues<TKey>().ToFrozenDictionary(key => key, key => $"{Prefix(typeof(TKey))}.{key}");
        public static readonly FrozenDictionary<TKey, string> Ones = Names.ToFrozenDictionary(pair => pair.Key, pair => $"{pair.Value}.one");
        public static readonly FrozenDictionary<TKey, string> Others = Names.ToFrozenDictionary(pair => pair.Key, pair => $"{pair.Value}.other");
    }
}
