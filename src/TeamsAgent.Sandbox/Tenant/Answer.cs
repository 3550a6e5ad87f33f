namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Makes a plain request delegate of a function that answers with a result: no binding, no reflection.</summary>
internal static class Answer
{
    public static RequestDelegate By(Func<HttpContext, Task<IResult>> answer) => async http => await (await answer(http)).ExecuteAsync(http);

    public static RequestDelegate By(Func<HttpContext, IResult> answer) => http => answer(http).ExecuteAsync(http);
}
