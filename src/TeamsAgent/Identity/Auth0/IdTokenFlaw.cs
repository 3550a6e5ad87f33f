namespace TeamsAgent.Identity.Auth0;

/// <summary>Why an ID token proves nothing.</summary>
public enum IdTokenFlaw
{
    /// <summary>There is none, it is too large, or it is not a signed JWT.</summary>
    NotAToken,

    /// <summary>Its header asks for another algorithm than RS256, or for something that we do not know.</summary>
    AlgorithmNotAllowed,

    /// <summary>It names no key, or none that the tenant publishes.</summary>
    KeyUnknown,

    /// <summary>The signature is not the tenant's.</summary>
    SignatureInvalid,

    /// <summary>Another issuer.</summary>
    IssuerWrong,

    /// <summary>Made for somebody else.</summary>
    AudienceWrong,

    /// <summary>Expired, or without an end.</summary>
    Expired,

    /// <summary>Made before the login was begun, in the future, or at no time.</summary>
    IssuedAtWrong,

    /// <summary>Another login's nonce, or none.</summary>
    NonceWrong,

    /// <summary>It names nobody.</summary>
    SubjectMissing,

    /// <summary>It is another person's.</summary>
    SubjectWrong,

    /// <summary>It belongs to an organization that was not asked for.</summary>
    OrganizationUnexpected,

    /// <summary>It does not say when the person logged in.</summary>
    AuthTimeMissing,

    /// <summary>The person logged in before this login was begun, or in the future.</summary>
    AuthTimeWrong,

    /// <summary>It does not say how the person logged in.</summary>
    MethodsMissing,

    /// <summary>No second factor.</summary>
    NoSecondFactor,

    /// <summary>Another class of authentication than the one that was asked for.</summary>
    ContextClassWrong,
}
