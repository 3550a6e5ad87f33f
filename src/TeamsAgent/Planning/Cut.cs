namespace TeamsAgent.Planning;

/// <summary>Shortens text visibly.</summary>
internal static class Cut
{
    /// <summary>The text, or its beginning with an ellipsis; never half a character.</summary>
    public static string To(int longest, string text) => text.Length <= longest
        ? text
        : $"{text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)]}…";
}
