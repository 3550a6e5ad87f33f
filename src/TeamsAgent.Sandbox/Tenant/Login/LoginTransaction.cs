using System.Globalization;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What has to happen next in a login.</summary>
internal enum LoginStep
{
    Password,
    SecondFactor,
    Consent,
    Finish,
    Refuse,
}

/// <summary>One <c>/authorize</c> request on its way through the tenant's pages, bound to the browser that began it.</summary>
internal sealed class LoginTransaction
{
    public required string State { get; init; }
    public required string Browser { get; init; }
    public required TenantClient Client { get; init; }

    /// <summary>The request's parameters, as validated; a pushed request's are those that were pushed.</summary>
    public required IReadOnlyList<KeyValuePair<string, OpenIddictParameter>> Parameters { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public SandboxPerson? Person { get; private set; }
    public DateTimeOffset AuthTime { get; private set; }
    public string Sid { get; private set; } = "";
    public bool SecondFactorDone { get; private set; }
    public bool Consented { get; private set; }
    public bool SessionStarted { get; set; }

    /// <summary>Why the login ends without a code.</summary>
    public (string Error, string Description)? Refusal { get; private set; }

    public OpenIddictRequest Request => new(Parameters);

    public bool WantsSecondFactor => Request.GetAcrValues().Contains(Auth0Wire.MfaAcr);

    public bool WantsFreshLogin => Request.HasPromptValue(PromptValues.Login) || Request.HasPromptValue(PromptValues.SelectAccount);

    /// <summary><c>auth_time</c> is in the ID token when it was asked for, by either parameter.</summary>
    public bool AuthTimeAsked => Request.HasPromptValue(PromptValues.Login) || MaxAge is not null;

    public long? MaxAge => long.TryParse((string?)Request.GetParameter(OpenIddictConstants.Parameters.MaxAge), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    /// <summary>Goes on in a session, if the request lets it.</summary>
    public void Join(TenantSession session, SandboxPerson person, DateTimeOffset now)
    {
        var tooOld = MaxAge is { } maxAge && (maxAge == 0 || now - session.AuthTime > TimeSpan.FromSeconds(maxAge));
        if (!WantsFreshLogin && !tooOld)
        {
            (Person, AuthTime, Sid, SessionStarted) = (person, session.AuthTime, session.Sid, true);
        }
    }

    public void LoggedIn(SandboxPerson person, string sid, DateTimeOffset now) => (Person, Sid, AuthTime, SessionStarted) = (person, sid, now, false);

    public void PassedSecondFactor() => SecondFactorDone = true;

    public void Allowed() => Consented = true;

    public void Refuse(string error, string description) => Refusal = (error, description);

    public LoginStep Next(bool blocked, bool knownConsent) => this switch
    {
        { Refusal: not null } => LoginStep.Refuse,
        { Person: null } => LoginStep.Password,
        _ when blocked => LoginStep.Refuse,
        { WantsSecondFactor: true, SecondFactorDone: false } => LoginStep.SecondFactor,
        { Consented: false } when !knownConsent || Request.HasPromptValue(PromptValues.Consent) => LoginStep.Consent,
        _ => LoginStep.Finish,
    };
}
