using Microsoft.EntityFrameworkCore;
using TeamsAgent.Hosting;
using TeamsAgent.Identity;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Finds out right after the start whether Slack can be worked with, so that a wrong setting is found by whoever installs. The start does not
/// wait for it.
/// </summary>
internal sealed class SlackSelfTest(SlackOwnWorkspace own, SlackSockets sockets, Scopes scopes, PublicAddress address, TimeProvider clock) : BackgroundService, ISelfTest
{
    private SelfTestResult? _last;

    /// <inheritdoc/>
    public string Subject => "slack";

    /// <inheritdoc/>
    public SelfTestResult? Last => sockets.Trouble is { } trouble ? Result(false, trouble) : _last;

    /// <inheritdoc/>
    public async Task<SelfTestResult> RunAsync(CancellationToken cancellationToken)
    {
        _last = own.IsUsed ? await OwnAsync(cancellationToken) : await InstalledAsync(cancellationToken);
        return Last!;
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
    }

    private async Task<SelfTestResult> OwnAsync(CancellationToken cancellationToken) => await own.GetAsync(cancellationToken) is { } found
        ? Result(true, $"Slack:BotToken is of {found.Route}, and the bot there is {found.BotUserId}.")
        : Result(false, own.Trouble ?? "Slack was not asked about Slack:BotToken; it is tried again.");

    private async Task<SelfTestResult> InstalledAsync(CancellationToken cancellationToken)
    {
        var rows = await scopes.RunAsync<UnitOfWork, List<SlackInstallationRow>>(work =>
            work.Db.Set<SlackInstallationRow>().AsNoTracking().Where(row => row.RemovedAt == null).ToListAsync(cancellationToken));
        var broken = rows.Where(row => row.Broken is not null).Select(row => $"{row.Route} ({row.Broken})").ToList();
        return broken.Count > 0 ? Result(false, $"The app has to be installed again at {address.LinkTo(SlackInstallEndpoints.Install)} in: {string.Join(", ", broken)}.")
            : rows.Count == 0 ? Result(true, $"The app is installed nowhere yet. Open {address.LinkTo(SlackInstallEndpoints.Install)}.")
            : Result(true, $"The app is installed in: {string.Join(", ", rows.Select(row => row.Route))}.");
    }

    private SelfTestResult Result(bool passed, string sentence) => new(passed, sentence, clock.GetUtcNow());
}
