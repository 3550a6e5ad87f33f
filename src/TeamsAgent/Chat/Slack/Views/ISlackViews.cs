namespace TeamsAgent.Chat.Slack;

/// <summary>
/// The modals that a press opens. They have to be open three seconds after the press (Slack, <c>views.open</c>), so nothing slow is done before,
/// and nothing is decided by opening one.
/// </summary>
public interface ISlackViews
{
    /// <summary>The <c>callback_id</c> of the modal that asks why, and of its input: what comes back is read by these names.</summary>
    public const string RejectCallback = "req.reject";

    /// <summary>The <c>block_id</c> of the reason's input block.</summary>
    public const string ReasonBlock = "reason";

    /// <summary>The <c>action_id</c> of the reason's element.</summary>
    public const string ReasonAction = "text";

    /// <summary>Asks for the reason of a rejection. The modal's <c>private_metadata</c> is <see cref="SlackPressData.Write"/> of <see cref="SlackPressData.Of(CardPress)"/> the press.</summary>
    /// <returns>False when it did not open.</returns>
    Task<bool> AskReasonAsync(SlackInstallation installation, string triggerId, CardPress press, CancellationToken cancellationToken);

    /// <summary>Shows everything about the request whose card was pressed.</summary>
    /// <returns>False when it did not open.</returns>
    Task<bool> ShowDetailsAsync(SlackInstallation installation, string triggerId, CardPress press, CancellationToken cancellationToken);
}
