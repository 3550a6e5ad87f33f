using TeamsAgent.Text;

namespace TeamsAgent.Identity.Pages;

/// <summary>How values from outside are written on a page: whole, and with everything visible that would otherwise hide or rearrange.</summary>
internal static class Shown
{
    /// <summary>In one line.</summary>
    public static string Line(string? text) => VisibleText.Of(text ?? "", asLine: true, int.MaxValue).Text;

    /// <summary>With its line breaks.</summary>
    public static string Lines(string? text) => VisibleText.Of(text ?? "", asLine: false, int.MaxValue).Text;
}
