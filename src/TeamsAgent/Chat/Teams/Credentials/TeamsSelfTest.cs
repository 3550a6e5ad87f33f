using Microsoft.Extensions.Options;
using TeamsAgent.Hosting;

namespace TeamsAgent.Chat.Teams.Credentials;

/// <summary>
/// Asks for one token right after the start, so that a wrong setting is found by whoever installs and not by the first person who waits for an
/// answer. The start does not wait for it: a cloud that is down for a minute must not keep the process down.
/// </summary>
internal sealed class TeamsSelfTest(BotTokens tokens, IOptions<TeamsOptions> options, TimeProvider clock, ILogger<TeamsSelfTest> logger) : BackgroundService, ISelfTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(21);

    /// <inheritdoc/>
    public string Subject => "teams";

    /// <inheritdoc/>
    public SelfTestResult? Last { get; private set; }

    /// <inheritdoc/>
    public async Task<SelfTestResult> RunAsync(CancellationToken cancellationToken)
    {
        var result = options.Value.LocalMode ? Result(true, "Local mode: messages are taken and sent without tokens.") : await AskAsync(cancellationToken);
        if (result.Passed)
        {
            Log.SelfTestPassed(logger, result.Sentence);
        }
        else
        {
            Log.SelfTestFailed(logger, result.Sentence);
        }

        return Last = result;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping before an answer came.
        }
        catch (Exception failed)
        {
            // A test that cannot be made is no reason to go down.
            Log.SelfTestNotMade(logger, failed);
            Last = Result(false, $"The self-test could not be made: {failed.GetType().Name}.");
        }
    }

    private async Task<SelfTestResult> AskAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await tokens.GetAsync(refused: null, patience.Token);
            return Result(true, $"The bot got its token by {BotCredentials.Of(options.Value).Setting} ({options.Value.AppType}, cloud {options.Value.Cloud}).{Expiry()}");
        }
        catch (BotTokenException failed)
        {
            return Result(false, failed.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(false, $"The bot got no token within {Patience.TotalSeconds:0} s: check Teams:Cloud and Teams:TokenAuthority, and the way out of the network.");
        }
    }

    private string Expiry()
    {
        if (BotCredentials.Of(options.Value).Kind != BotCredential.Certificate)
        {
            return "";
        }

        try
        {
            using var certificate = BotCertificate.Read(options.Value);
            return certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow() < Soon ? $" Its certificate ends on {certificate.NotAfter:yyyy-MM-dd}: renew it." : "";
        }
        catch (BotCertificateException)
        {
            // It was replaced a moment ago; the token came all the same.
            return "";
        }
    }

    private SelfTestResult Result(bool passed, string sentence) => new(passed, sentence, clock.GetUtcNow());
}
