namespace TeamsAgent.Identity;

/// <summary>A person's refresh token at the tenant. Prints as its type name.</summary>
public sealed class RefreshToken
{
    private readonly string _value;

    internal RefreshToken(string value) => _value = value;

    internal string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => nameof(RefreshToken);
}
