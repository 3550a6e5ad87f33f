using System.ComponentModel.DataAnnotations;

namespace TeamsAgent.Admin;

/// <summary>Who may read what administrators read.</summary>
public sealed class AdminOptions : IValidatableObject
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Admin";

    /// <summary>The shortest key that is accepted.</summary>
    public const int ShortestKey = 32;

    /// <summary>The bearer key of the read-only endpoints; empty switches them off.</summary>
    public string ApiKey { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ApiKey.Length is > 0 and < ShortestKey)
        {
            yield return new ValidationResult($"Admin:ApiKey has fewer than {ShortestKey} characters. Make a random one (openssl rand -base64 32), or leave it empty to switch the admin endpoints off.");
        }

        if (ApiKey.Contains("sample", StringComparison.OrdinalIgnoreCase) || ApiKey.Contains("change-me", StringComparison.OrdinalIgnoreCase))
        {
            yield return new ValidationResult("Admin:ApiKey still has the sample's value. Make a random one (openssl rand -base64 32), or leave it empty.");
        }
    }
}
