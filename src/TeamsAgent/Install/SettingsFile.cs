namespace TeamsAgent.Install;

/// <summary>
/// An installation's settings as the server reads them: a file, over it the environment, over it the command line. Secrets may so stay in the environment.
/// </summary>
internal static class SettingsFile
{
    /// <summary>The file that is meant: the one that was named, or <c>appsettings.json</c> beside the program.</summary>
    public static string PathOf(string? named) => named is null ? Path.Combine(AppContext.BaseDirectory, "appsettings.json") : Path.GetFullPath(named);

    /// <summary>Why the file cannot be read, as a sentence; null if it can.</summary>
    public static string? Flaw(string? named)
    {
        var path = PathOf(named);
        if (!File.Exists(path))
        {
            return named is null ? null : $"There is no file {path}.";
        }

        try
        {
            _ = new ConfigurationBuilder().AddJsonFile(path, optional: false).Build();
            return null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException or FormatException)
        {
            return $"{path} cannot be read: {(unreadable.InnerException ?? unreadable).GetBaseException().Message}";
        }
    }

    /// <summary>Adds the file and what goes over it.</summary>
    public static IConfigurationBuilder AddInstallation(this IConfigurationBuilder builder, string? named, string[] arguments) => builder
        .AddJsonFile(PathOf(named), optional: named is null).AddEnvironmentVariables().AddCommandLine(arguments);
}
