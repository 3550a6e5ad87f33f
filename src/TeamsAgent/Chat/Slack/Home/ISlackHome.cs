namespace TeamsAgent.Chat.Slack;

/// <summary>
/// The app's Home tab. Its buttons' <c>action_id</c>s are read by the rest of this folder: <c>home.link</c>, <c>home.unlink</c>, <c>home.help</c>;
/// <c>home.connect</c> and <c>home.disconnect</c> with the provider's name as <c>value</c>; <c>home.withdraw</c> with the request's number;
/// <c>home.approve</c>, <c>home.reject</c> and <c>home.details</c> with a <see cref="SlackPressData"/> that names the posted card and its place. More
/// than one of a kind in a block take a further part: <c>home.connect.github</c>.
/// </summary>
public interface ISlackHome
{
    /// <summary>Somebody opened the tab, or did something there that may have changed it.</summary>
    Task OpenedAsync(SlackInstallation installation, string userId, CancellationToken cancellationToken);
}
