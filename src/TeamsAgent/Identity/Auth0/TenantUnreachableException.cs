namespace TeamsAgent.Identity.Auth0;

/// <summary>The tenant gave no usable answer; it may do so later.</summary>
public sealed class TenantUnreachableException(string what, Exception? inner = null)
    : Exception($"The identity provider gave no usable answer: {what}.", inner);
