namespace TeamsAgent.Policies;

/// <summary>Settings under <c>Policy</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Policy";

    /// <summary>The policy document; a relative path begins at the content root.</summary>
    public string Path { get; set; } = "policy.yaml";
}
