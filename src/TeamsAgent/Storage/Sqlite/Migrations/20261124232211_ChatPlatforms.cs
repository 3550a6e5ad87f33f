using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TeamsAgent.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ChatPlatforms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ReachAt",
                table: "people",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ReachAt",
                table: "people");
        }
    }
}
