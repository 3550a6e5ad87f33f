using Microsoft.Extensions.Options;

namespace TeamsAgent.Messaging;

/// <summary>How often the sweeps run.</summary>
public sealed class SweepOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Sweep";

    /// <summary>The pause between two rounds.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Runs every sweep in turn, on the injected clock. One that fails is logged and does not keep the others from running.</summary>
internal sealed class Sweeper(
    IEnumerable<ISweep> sweeps, IEnumerable<ITakeOver> left, IOptions<SweepOptions> options, TimeProvider clock, ILogger<Sweeper> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var held in left)
        {
            await held.TakeOverAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Every, clock);
        do
        {
            foreach (var sweep in sweeps)
            {
                await RunAsync(sweep, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(ISweep sweep, CancellationToken stoppingToken)
    {
        try
        {
            await sweep.SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception failed)
        {
            Log.SweepFailed(logger, sweep.GetType().Name, failed);
        }
    }
}
