using Microsoft.Extensions.Options;

namespace TeamsAgent.Identity;

/// <summary>How long links and logins live, and where the keys are that protect what is stored.</summary>
public sealed class IdentityOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Identity";

    /// <summary>The folder of the data-protection keys. Whoever has it and the database has the refresh tokens: keep them apart.</summary>
    public string KeyRingPath { get; set; } = "keys";

    /// <summary>How long a one-time link works.</summary>
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a login may take.</summary>
    public TimeSpan SignInLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the code to type back works.</summary>
    public TimeSpan LinkCodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many wrong codes end a link.</summary>
    public int LinkCodeAttempts { get; set; } = 5;

    /// <summary>The pause before the one repetition when the tenant says that the provider refused the stored access.</summary>
    public TimeSpan ReconnectRetryDelay { get; set; } = TimeSpan.FromSeconds(2);
}

internal sealed class IdentityOptionsCheck(IConfiguration configuration) : IValidateOptions<IdentityOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var wrong = new List<string>();
        Check(wrong, nameof(options.TicketLifetime), options.TicketLifetime);
        Check(wrong, nameof(options.SignInLifetime), options.SignInLifetime);
        Check(wrong, nameof(options.LinkCodeLifetime), options.LinkCodeLifetime);
        if (options.LinkCodeAttempts is < 1 or > 20)
        {
            wrong.Add("Identity:LinkCodeAttempts has to be between 1 and 20; leave it out for 5.");
        }

        if (options.ReconnectRetryDelay < TimeSpan.Zero || options.ReconnectRetryDelay > TimeSpan.FromSeconds(30))
        {
            wrong.Add("Identity:ReconnectRetryDelay has to be between 0 and 30 seconds; leave it out for two.");
        }

        if (string.IsNullOrWhiteSpace(options.KeyRingPath))
        {
            wrong.Add("Identity:KeyRingPath is empty. Name a folder for the data-protection keys, apart from the database.");
        }
        else if (IsDatabaseFolder(options.KeyRingPath))
        {
            wrong.Add("Identity:KeyRingPath is the folder of the database. Name another one: a copy of the database must not contain the keys.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Check(List<string> wrong, string setting, TimeSpan value)
    {
        if (value < TimeSpan.FromMinutes(1) || value > Longest)
        {
            wrong.Add($"Identity:{setting} has to be between one minute and one hour (such as 00:15:00); leave it out for the default.");
        }
    }

    private bool IsDatabaseFolder(string keys)
    {
        var storage = configuration.GetSection(Storage.StorageOptions.Section).Get<Storage.StorageOptions>() ?? new Storage.StorageOptions();
        return Path.GetFullPath(keys).TrimEnd(Path.DirectorySeparatorChar) == Path.GetDirectoryName(Path.GetFullPath(storage.SqlitePath));
    }
}
