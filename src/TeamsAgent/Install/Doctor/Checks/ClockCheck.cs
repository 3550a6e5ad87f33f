using System.Globalization;
using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Identity.Auth0;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>
/// This machine's clock against those of the servers that check times: logins, tokens and signatures are refused when they differ by a few
/// minutes.
/// </summary>
internal sealed class ClockCheck(IServiceProvider services, IConfiguration settings, Probe probe) : ICheck
{
    private const string Name = "clock";
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(Servers().Select(server => LookAsync(server.Whose, server.Address, cancellationToken)))];

    private IEnumerable<(string Whose, Uri Address)> Servers()
    {
        if (Valid<Auth0Options>() is { } auth0)
        {
            yield return ("Auth0", new Uri(auth0.ExactIssuer + ".well-known/openid-configuration"));
        }

        if (IsSetUp(TeamsOptions.Section) && Valid<TeamsOptions>() is { LocalMode: false } teams)
        {
            yield return ("Microsoft", new Uri(teams.MetadataAddress));
        }

        if (IsSetUp(SlackOptions.Section) && Valid<SlackOptions>() is { } slack)
        {
            yield return ("Slack", new Uri(new Uri(slack.ApiBaseUrl), "api.test"));
        }
    }

    private async Task<Finding> LookAsync(string whose, Uri address, CancellationToken cancellationToken) => await probe.GetAsync(address, cancellationToken) switch
    {
        ProbeAnswer.Answered { Ahead: { } ahead } => ahead.Duration() <= Tolerance
            ? Finding.Good(Name, $"It agrees with {whose}'s.")
            : Finding.Bad(Name, $"This machine's clock is {Words(ahead.Duration())} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} {whose}'s.",
                "Let a time service set it (timedatectl set-ntp true): logins, tokens and signatures are refused when clocks differ by minutes."),
        ProbeAnswer.Answered => Finding.Skipped(Name, $"{whose} did not say what time it is."),
        ProbeAnswer.Failed failed => Finding.Skipped(Name, $"{whose} was not asked for the time: {address.Authority} {failed.Why}."),
        _ => throw new InvalidOperationException("There is no third kind of answer."),
    };

    private static string Words(TimeSpan difference)
    {
        var minutes = Math.Max(1, (int)Math.Round(difference.TotalMinutes));
        return minutes == 1 ? "1 minute" : minutes.ToString(CultureInfo.InvariantCulture) + " minutes";
    }

    private bool IsSetUp(string section) => settings.GetSection(section).GetChildren().Any();

    private T? Valid<T>()
        where T : class
    {
        try
        {
            return services.GetRequiredService<IOptions<T>>().Value;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}
