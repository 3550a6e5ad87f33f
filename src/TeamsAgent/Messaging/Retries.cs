using TeamsAgent.Storage;
using Wolverine;
using Wolverine.ErrorHandling;

namespace TeamsAgent.Messaging;

/// <summary>Which failures of a handler are tried again, with what pauses. A call that may act on a provider never fails out of its handler: its own outcome is recorded instead.</summary>
internal static class Retries
{
    public static void Apply(WolverineOptions options)
    {
        options.OnException<LostRaceException>().RetryWithCooldown(Milliseconds(20), Milliseconds(100), Milliseconds(500), Seconds(2));
        options.OnException<InAMomentException>().RetryWithCooldown(Milliseconds(20), Milliseconds(50), Milliseconds(100), Milliseconds(250), Seconds(1), Seconds(5)).Then.ScheduleRetry(Seconds(30));
        options.OnException<TryAgainException>().ScheduleRetry(Seconds(2), Seconds(5), Seconds(15), Seconds(60), Seconds(60), Seconds(300));
        options.OnException<Exception>().RetryWithCooldown(Milliseconds(100), Seconds(1), Seconds(5)).Then.MoveToErrorQueue();
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
}

/// <summary>What a handler waits for is under way in this very moment.</summary>
public sealed class InAMomentException(string why) : Exception(why);

/// <summary>A handler could not do its work yet; the message comes again after a pause.</summary>
public sealed class TryAgainException(string why) : Exception(why);
