namespace TeamsAgent.Tests.Conventions;

/// <summary>One method decides, one executes: this lists everybody who calls them.</summary>
public sealed class SideDoorTests
{
    [Theory]
    [InlineData(".ExchangeAsync(", "src/TeamsAgent/Execution/ExecuteHandler.cs", "src/TeamsAgent/Execution/ProbeHandler.cs")]
    [InlineData("sender.SendAsync(", "src/TeamsAgent/Execution/ExecuteHandler.cs", "src/TeamsAgent/Execution/ProbeHandler.cs")]
    [InlineData(".BeginSending(", "src/TeamsAgent/Execution/ExecuteHandler.cs")]
    [InlineData(".Decide(", "src/TeamsAgent/Requests/Decide.cs")]
    [InlineData(".CompleteStepUp(", "src/TeamsAgent/Requests/CompleteStepUp.cs")]
    [InlineData("ApprovalRequest.Submit(", "src/TeamsAgent/Requests/SubmitRequest.cs")]
    public void T50_Only_the_one_method_reaches_a_decision_or_an_execution(string call, params string[] callers) => Assert.Equal(
        callers.Order(StringComparer.Ordinal),
        Source.Files("src/TeamsAgent").Where(file => file.Text.Contains(call, StringComparison.Ordinal)).Select(file => file.Path).Order(StringComparer.Ordinal));
}
