namespace TeamsAgent.Domain.Plans;

/// <summary>One HTTP header of a sealed call.</summary>
public sealed record CallHeader(string Name, string Value);

/// <summary>
/// A call frozen to the byte: what the card shows, what people approve and what the executor sends. The access token is not part of
/// it; everything else that reaches the provider is.
/// </summary>
public sealed record SealedCall
{
    /// <summary>The HTTP method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The absolute URL, already encoded.</summary>
    public required string Url { get; init; }

    /// <summary>The headers in the order in which they are sent, without Authorization and Host.</summary>
    public IReadOnlyList<CallHeader> Headers { get; init; } = [];

    /// <summary>The body's bytes; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The Auth0 connection whose token the call will carry.</summary>
    public required string Connection { get; init; }

    /// <summary>The OAuth scopes that the call needs.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The SHA-256 over all of the above.</summary>
    public Sha256Hash Hash()
    {
        var bytes = new ExactBytes("teamsagent/call/1").Add(Method).Add(Url).AddCount(Headers.Count);
        foreach (var header in Headers)
        {
            bytes.Add(header.Name).Add(header.Value);
        }

        return Sha256Hash.Of(bytes.Add(Body.Span).Add(Connection).AddAll(Scopes).Written);
    }
}

/// <summary>A read that finds out whether a call whose answer was lost has happened.</summary>
/// <param name="Call">The read; always a GET.</param>
/// <param name="Found">A JSON Pointer (RFC 6901): what it points at exists in the answer if, and only if, the call happened.</param>
public sealed record SealedProbe(SealedCall Call, string Found);
