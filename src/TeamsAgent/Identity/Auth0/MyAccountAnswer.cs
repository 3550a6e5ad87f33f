namespace TeamsAgent.Identity.Auth0;

/// <summary>What the My Account API answered.</summary>
public abstract record MyAccountAnswer<T>
{
    private MyAccountAnswer()
    {
    }

    /// <summary>What was asked for.</summary>
    public sealed record Ok(T Value) : MyAccountAnswer<T>;

    /// <summary>The person's session at the tenant has ended: they have to link again.</summary>
    public sealed record SessionExpired : MyAccountAnswer<T>;

    /// <summary>No; the status says why.</summary>
    public sealed record Refused(int Status, string Why) : MyAccountAnswer<T>;

    /// <summary>Not now.</summary>
    public sealed record Unavailable(string Why) : MyAccountAnswer<T>;
}

/// <summary>An account that a person has connected.</summary>
/// <param name="Id">Auth0's id: <c>cac_…</c>.</param>
/// <param name="Connection">The Auth0 connection.</param>
/// <param name="Scopes">What it grants, as Auth0 knows it.</param>
public sealed record ConnectedAccount(string Id, string Connection, IReadOnlyList<string> Scopes);

/// <summary>What the second round of connecting needs.</summary>
/// <param name="ConnectUri">Where the browser goes on.</param>
/// <param name="AuthSession">Auth0's handle; a secret.</param>
public sealed record ConnectStarted(Uri ConnectUri, string AuthSession)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(ConnectStarted);
}
