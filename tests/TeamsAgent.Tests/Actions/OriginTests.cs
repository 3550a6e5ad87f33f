using System.Net;
using TeamsAgent.Actions;
using Xunit;

namespace TeamsAgent.Tests.Actions;

public sealed class OriginTests
{
    [Theory]
    [InlineData("https://api.github.com")]
    [InlineData("https://github.contoso.example/api/v3")]
    [InlineData("https://api.contoso.example:8443/")]
    public void A_public_https_address_is_taken(string url) => Assert.Null(OriginRules.Mistake(url, allowLoopback: false));

    [Theory]
    [InlineData("http://api.github.com")]
    [InlineData("ftp://api.github.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("api.github.com")]
    [InlineData("https://user:pass@api.github.com")]
    [InlineData("https://api.github.com@evil.example")]
    [InlineData("https://api.github.com?x=1")]
    [InlineData("https://api.github.com/#x")]
    [InlineData("https://api.github.com/a/../b")]
    [InlineData("https://api.github.com/a//b")]
    [InlineData("https://api.github.com/%2e%2e")]
    [InlineData("https://api.github.com\\evil")]
    [InlineData("https://api.github.com.")]
    [InlineData("https://gіthub.com")]
    [InlineData("https://localhost")]
    [InlineData("https://a.localhost")]
    [InlineData("https://intranet")]
    [InlineData("https://metadata.google.internal")]
    [InlineData("https://printer.local")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://127.1")]
    [InlineData("https://2130706433")]
    [InlineData("https://0x7f000001")]
    [InlineData("https://0177.0.0.1")]
    [InlineData("https://0.0.0.0")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://172.16.0.1")]
    [InlineData("https://192.168.1.1")]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://100.100.100.200")]
    [InlineData("https://168.63.129.16")]
    [InlineData("https://[::1]")]
    [InlineData("https://[::]")]
    [InlineData("https://[fe80::1]")]
    [InlineData("https://[fd00:ec2::254]")]
    [InlineData("https://[::ffff:169.254.169.254]")]
    [InlineData("https://[::ffff:10.0.0.1]")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]")]
    [InlineData("https://[2002:a9fe:a9fe::1]")]
    public void T14_An_address_inside_is_refused(string url) => Assert.NotNull(OriginRules.Mistake(url, allowLoopback: false));

    [Theory]
    [InlineData("http://127.0.0.1:5082/github", true)]
    [InlineData("http://localhost:5082/github", true)]
    [InlineData("http://[::1]:5082", true)]
    [InlineData("http://169.254.169.254", false)]
    [InlineData("https://169.254.169.254", false)]
    [InlineData("http://10.0.0.1", false)]
    [InlineData("http://93.184.216.34", false)]
    [InlineData("http://api.github.com", false)]
    public void T14_Allowing_loopback_allows_nothing_else(string url, bool allowed) =>
        Assert.Equal(allowed, OriginRules.Mistake(url, allowLoopback: true) is null);

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("fd00:ec2::254", false)]
    public void T14_A_name_that_resolves_inside_is_not_connected_to(string address, bool allowed) =>
        Assert.Equal(allowed, OriginRules.MayConnect(IPAddress.Parse(address), allowLoopback: false));
}
