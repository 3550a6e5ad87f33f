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

/// <summary>The one sentence for each flaw.</summary>
public static class IdTokenFlawSentences
{
    /// <summary>What to tell the person.</summary>
    public static string Sentence(this IdTokenFlaw flaw) => flaw switch
    {
        IdTokenFlaw.NotAToken => "The identity provider sent no readable proof of the login.",
        IdTokenFlaw.AlgorithmNotAllowed => "The proof of the login is not signed in the one way that is accepted.",
        IdTokenFlaw.KeyUnknown => "The proof of the login is signed with a key that the identity provider does not publish.",
        IdTokenFlaw.SignatureInvalid => "The signature under the proof of the login is not the identity provider's.",
        IdTokenFlaw.IssuerWrong => "The proof of the login comes from another identity provider.",
        IdTokenFlaw.AudienceWrong => "The proof of the login was made for another application.",
        IdTokenFlaw.Expired => "The proof of the login has expired.",
        IdTokenFlaw.IssuedAtWrong => "The proof of the login was not made for this login, going by its time.",
        IdTokenFlaw.NonceWrong => "The proof belongs to another login than this one.",
        IdTokenFlaw.SubjectMissing => "The proof of the login does not say who logged in.",
        IdTokenFlaw.SubjectWrong => "Somebody else logged in: this is not the account that is linked with the chat account the link was sent to.",
        IdTokenFlaw.OrganizationUnexpected => "The login belongs to an organization that was not asked for.",
        IdTokenFlaw.AuthTimeMissing => "The proof does not say when you logged in, so it cannot be told whether the login is fresh.",
        IdTokenFlaw.AuthTimeWrong => "The login is not a fresh one: it was not made after you pressed the button.",
        IdTokenFlaw.MethodsMissing => "The proof does not say how you logged in, so no second factor is proven.",
        IdTokenFlaw.NoSecondFactor => "You logged in without a second factor, and this decision needs one.",
        _ => "The login is not of the kind that was asked for.",
    };
}
