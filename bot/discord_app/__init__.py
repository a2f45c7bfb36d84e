"""The bot in Discord: commands, messages and buttons. Only this package and ``bot.preview`` import discord.py."""
