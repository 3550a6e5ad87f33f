using System.ComponentModel.DataAnnotations;

namespace TeamsAgent.Chat;

/// <summary>How inbound messages are worked off and cards kept up to date, on every platform.</summary>
public sealed class ChatOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Chat";

    /// <summary>How many conversations are handled at the same time.</summary>
    [Range(1, 256, ErrorMessage = "Chat:Parallel must be between 1 and 256: how many conversations are handled at the same time.")]
    public int Parallel { get; set; } = 16;

    /// <summary>How many stored messages wait in memory; more are left to the sweep.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Chat:WaitingInMemory must be between 1 and 1000000.")]
    public int WaitingInMemory { get; set; } = 5_000;

    /// <summary>How often a message is tried before it is set aside.</summary>
    [Range(1, 100, ErrorMessage = "Chat:Attempts must be between 1 and 100: how often a message is tried before it is set aside.")]
    public int Attempts { get; set; } = 8;

    /// <summary>How long one attempt keeps others away from a message.</summary>
    public TimeSpan HandlingLease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a handled message is kept, so that a late second delivery is known.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00", ErrorMessage = "Chat:KeepMessages must be between 1 hour and 365 days.")]
    public TimeSpan KeepMessages { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many approvers get a copy of a card in a private chat when they cannot see where it was asked.</summary>
    [Range(1, 100, ErrorMessage = "Chat:PrivateCopies must be between 1 and 100.")]
    public int PrivateCopies { get; set; } = 20;

    /// <summary>How long the platform is not asked again whether somebody who decides is a member.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "Chat:StandingFresh must be between 0 and 1 hour: how long somebody who was taken out could still decide.")]
    public TimeSpan StandingFresh { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How old the platform's last good answer may be while the platform gives none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Chat:StandingGood must be between 0 and 24 hours: how long somebody may decide while the platform does not say who is a member.")]
    public TimeSpan StandingGood { get; set; } = TimeSpan.FromHours(4);
}
