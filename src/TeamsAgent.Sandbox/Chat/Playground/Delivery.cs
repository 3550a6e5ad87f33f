namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>Hands something to the bot and says in words when that fails.</summary>
internal static class Delivery
{
    public static async Task<IResult> TryAsync(Func<Task<InboundResult>> deliver, Func<InboundResult, IResult> then)
    {
        try
        {
            var result = await deliver();
            return result switch
            {
                { Taken: true } => then(result),
                { Trouble: not null } => PlaygroundEndpoints.Refuse("TeamsAgent cannot be reached. Try again in a moment.", StatusCodes.Status502BadGateway),
                _ => PlaygroundEndpoints.Refuse($"TeamsAgent refused it (HTTP {(int)result.Status}).", StatusCodes.Status502BadGateway),
            };
        }
        catch (InvalidOperationException failed)
        {
            return PlaygroundEndpoints.Refuse(failed.Message, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
