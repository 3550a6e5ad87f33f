using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What became of a password or a one-time code.</summary>
internal enum CredentialCheck
{
    Accepted,
    Wrong,
    AlreadyUsed,
    TooManyAttempts,
}

/// <summary>
/// Checks passwords and one-time codes (RFC 6238). A code works once; after five failures of a person in a row either
/// factor rests for five minutes.
/// </summary>
internal sealed class Credentials(TenantState state, TenantOptions options, TimeProvider clock)
{
    public const int StepSeconds = 30;
    private const int MostFailures = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset Last)> _failures = [];

    public CredentialCheck CheckPassword(string email, string password, out SandboxPerson? person)
    {
        var found = TenantDirectory.PersonByEmail(email);
        var check = Attempt($"password {email.ToUpperInvariant()}", () =>
            Same(password, found?.Password ?? "nobody's password") && found is not null ? CredentialCheck.Accepted : CredentialCheck.Wrong);
        person = check is CredentialCheck.Accepted ? found : null;
        return check;
    }

    public CredentialCheck CheckCode(SandboxPerson person, string code) => Attempt($"code {person.Key}", () =>
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        var now = CurrentStep;
        for (var step = now - 1; step <= now + options.CodeStepsAhead; step++)
        {
            if (Same(digits, CodeAt(person, step)))
            {
                return Spend(person, step) ? CredentialCheck.Accepted : CredentialCheck.AlreadyUsed;
            }
        }

        return CredentialCheck.Wrong;
    });

    /// <summary>The code that the person's phone shows.</summary>
    public string CurrentCode(SandboxPerson person) => CodeAt(person, CurrentStep);

    public bool CurrentCodeIsUsed(SandboxPerson person) => LastStep(person) >= CurrentStep;

    public int SecondsLeft => StepSeconds - (int)(clock.GetUtcNow().ToUnixTimeSeconds() % StepSeconds);

    /// <summary>A code that would be accepted now, or null if the person has used all of them.</summary>
    public string? UnusedCode(SandboxPerson person)
    {
        var step = Math.Max(CurrentStep, LastStep(person) + 1);
        return step <= CurrentStep + options.CodeStepsAhead ? CodeAt(person, step) : null;
    }

    private long CurrentStep => clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;

    private long LastStep(SandboxPerson person) => state.Read(memory => memory.LastCodeStep.GetValueOrDefault(person.Key, -1));

    private bool Spend(SandboxPerson person, long step) => state.Change(memory =>
    {
        var fresh = memory.LastCodeStep.GetValueOrDefault(person.Key, -1) < step;
        if (fresh)
        {
            memory.LastCodeStep[person.Key] = step;
        }

        return fresh;
    });

    private static string CodeAt(SandboxPerson person, long step) =>
        new Totp(Base32Encoding.ToBytes(person.TotpSecret)).ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(step * StepSeconds).UtcDateTime);

    private CredentialCheck Attempt(string who, Func<CredentialCheck> check)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var (failures, last) = _failures.GetValueOrDefault(who);
            if (failures >= MostFailures && now - last < Rest)
            {
                return CredentialCheck.TooManyAttempts;
            }

            var outcome = check();
            if (outcome is CredentialCheck.Accepted)
            {
                _failures.Remove(who);
            }
            else
            {
                _failures[who] = (now - last < Rest ? failures + 1 : 1, now);
            }

            return outcome;
        }
    }

    private static bool Same(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
