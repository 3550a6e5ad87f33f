using TeamsAgent.Storage;

namespace TeamsAgent.Requests;

/// <summary>Losing a race is normal: reload and decide again.</summary>
internal static class Retry
{
    private const int Rounds = 5;

    public static async Task<T> LostRacesAsync<T>(UnitOfWork work, Func<Task<T>> attempt)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return await attempt();
            }
            catch (LostRaceException) when (round < Rounds)
            {
                work.Forget();
            }
        }
    }
}
