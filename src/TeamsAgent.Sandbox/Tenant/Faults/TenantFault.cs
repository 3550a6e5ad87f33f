namespace TeamsAgent.Sandbox.Tenant;

/// <summary>How a fault looks on the wire.</summary>
public enum FaultKind
{
    /// <summary>A status with a JSON error.</summary>
    Answer,

    /// <summary>A status with a page of HTML, as from a gateway.</summary>
    Html,

    /// <summary>No answer until the caller gives up.</summary>
    Hang,

    /// <summary>The connection is closed without an answer; nothing was done.</summary>
    Drop,

    /// <summary>The call is carried out, then the connection is closed without an answer.</summary>
    DropAfter,
}

/// <summary>What goes wrong with a call.</summary>
/// <param name="Name">The name it is ordered and recorded by.</param>
/// <param name="Kind">How it looks on the wire.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">The <c>error</c> code.</param>
/// <param name="Description">The <c>error_description</c>.</param>
/// <param name="RetryAfter">The pause that a rate limit asks for.</param>
public sealed record TenantFault(
    string Name, FaultKind Kind, int Status = 0, string? Error = null, string? Description = null, TimeSpan? RetryAfter = null)
{
    /// <summary>An error answer of the caller's own making.</summary>
    public static TenantFault Of(int status, string error, string? description = null, TimeSpan? retryAfter = null) =>
        new(error, FaultKind.Answer, status, error, description, retryAfter);
}
