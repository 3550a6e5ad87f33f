using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>A kind of sentence: how it begins, and what it means.</summary>
internal sealed record Rule(Regex Head, Func<string, LocalTime, Wish> Understand)
{
    public static readonly IReadOnlyList<Rule> All =
    [
        IssueRules.Create, IssueRules.List, IssueRules.Comment, IssueRules.Close,
        CalendarRules.List, CalendarRules.Delete, MailRules.Send, TransferRules.Transfer, CalendarRules.Create,
    ];
}
